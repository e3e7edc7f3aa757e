"""What is on record: a folder of tables read into a Case, and what is wrong with it."""
