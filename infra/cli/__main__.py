"""`python -m infra.cli`: the command where no environment has installed it."""

from infra.cli import main

main()
