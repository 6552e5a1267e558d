"""`redress retention`: what the policy's periods say must be forgotten is, and nothing else."""
