"""The demo: the console on practice networks, by hand or driven through the whole main job."""
