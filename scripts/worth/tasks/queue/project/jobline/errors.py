class JoblineError(Exception):
    """What a queue refuses."""


class UnknownJob(JoblineError):
    """There is no job with this id."""


class UnknownKind(JoblineError):
    """No function is registered for this kind."""
