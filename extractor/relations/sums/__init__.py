"""A whole and the parts that make it up: told by words, by lists and by what adds up, in one paragraph."""
