"""Ratios between pieces of code that do the same job, measured in one run; ``docs/performance.md`` says what they mean.

A module ``bar_<number>`` has a function ``rows`` that measures and gives the rows of the table.
"""
