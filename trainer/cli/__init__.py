"""The command `baps`: thin; what it does is done in the packages below."""
