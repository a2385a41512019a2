"""What residents ask for, as editors teach it: the list, a page for each intent, and the changes that reach far."""
