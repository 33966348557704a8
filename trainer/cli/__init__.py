"""The command `baps`: thin; all it does is done in the packages below."""
