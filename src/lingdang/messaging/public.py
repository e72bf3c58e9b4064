"""The door to messages: tell people, in the product and outside it."""
