"""Stand-ins of the municipal sites: real HTTP servers on loopback, and what they serve."""
