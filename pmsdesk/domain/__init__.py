"""What things are and which changes of state are legal: no Qt, no SQL, no network, no clock."""
