-- How many bytes a file has, once they lie under their hash in a folder or an S3-compatible store and no longer in this row.
ALTER TABLE original ADD COLUMN size BIGINT;
