"""The daily attestation of every chain that grew."""
