// Any program of the person's own that is to run with a session.
process.exitCode = process.env.AWS_SESSION_TOKEN ? 0 : 1;
