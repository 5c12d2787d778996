"""The commands of the service: ./run WORD ..., the same as python -m service WORD ..."""
