//! What several test suites share. The suites themselves are in the folders beside this one.
