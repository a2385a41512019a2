// Starts what a page of the desk does by itself. Everything here also works, by refreshing, without scripts.
import { keepConversation } from "./conversation.js";
import { follow } from "./live.js";
import { keepQueue } from "./queue.js";
import { prepareReply } from "./reply.js";

const queue = document.getElementById("queue");
if (queue) {
  keepQueue(queue);
  follow(queue, { whenHidden: true }); // a new contact must be heard of from behind other windows
}

const lines = document.getElementById("lines");
if (lines) {
  keepConversation(lines);
  follow(lines, { whenHidden: false });
  const reply = document.getElementById("reply");
  if (reply) prepareReply(reply, () => htmx.trigger(lines, "look-again"));
}
