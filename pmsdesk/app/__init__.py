"""Starts, connects and stops the program; knows everyone, known by no one."""
