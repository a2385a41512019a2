"""The same scripted calls through our phone line and through Rasa's own `twilio_voice` channel, side by side.

`python -m bench.phone_lines` starts both lines on free ports with a database of their own, plays calls.yml on each,
call by call in turn, and stops them. It takes some two minutes and 6 GB. What is counted is what a caller lives
through; that Rasa's channel lacks this or that attribute of TwiML costs it nothing. But it has no way to ring or to
queue for anybody, and where only a person will do (ten callers ask for one; danger, silence and noise need one), that
is lived through too.

Only the layer of the phone differs. Rasa's line runs the same model, actions, data and clock, in a plain `rasa run`
with the channel as it comes. So that it is judged on nothing else, it is helped where it could not know better:

- what our actions say beside the words, for our own channel, does not reach it (it answers such a message with status
  500). Its action server (plain_actions.py) sends words alone: those meant for the ear, with choices as buttons, which
  the channel reads out. An action that asks for a person says in words how to reach one;
- the action server numbers the turns and holds a library PIN, as our web application does before Rasa is asked;
- its question lacks a language, which Twilio takes for American English; the wire (wire.py) puts en-GB there;
- a caller asked to key something in says it instead where no keys are taken;
- its prompts are in calls.yml, under `stock`. The first of a call is the channel's own, "hello", sent to Rasa as if
  the caller had said it: other first prompts end the call (/restart, /session_start say nothing).

Two things of ours are left out on its side, since they are no part of Rasa: the speed-ups of bot/quicker_*.py, and the
rule of bot/heard.py by which an unsure guess is asked about.
"""
