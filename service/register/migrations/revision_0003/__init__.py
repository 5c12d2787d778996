"""The parts of revision 0003, one for each face that it serves; frozen once it is released."""
