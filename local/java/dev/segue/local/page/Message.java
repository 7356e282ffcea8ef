package dev.segue.local.page;

import dev.segue.local.ReceivedChange;

/** A change with the number of its messages. */
record Message(ReceivedChange change, int copies) {}
