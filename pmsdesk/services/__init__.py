"""What the program does, one flow a file; each acts inside one unit of work and returns the events that happened."""
