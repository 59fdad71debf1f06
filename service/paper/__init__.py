"""The working paper (底稿): what it says in content.py and verdicts.py, and one file for each way of writing it down."""
