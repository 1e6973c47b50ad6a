"""Mod Latihan on the screen: the record of training done, the frame of the practice console and its exercises."""
