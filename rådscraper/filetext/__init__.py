"""The text of papers, page by page: one module a kind of file, each a function from bytes to pieces of text."""
