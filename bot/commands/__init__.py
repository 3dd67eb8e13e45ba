"""What people type and press, free of any platform: one table, one file for each command.

``table`` lists the commands, ``desk`` finds the room and hands on, ``room`` is what a handler
gets. A handler reads its options with ``values``, does one thing in the store, notes with
``undo`` how to take it back, and answers in one ``Reply``.

The text of a Reply is plain, with `code` and *emphasis* as its only marks, and bare addresses;
foreign text goes through ``room.said``, so that it can hold neither mark.
"""
