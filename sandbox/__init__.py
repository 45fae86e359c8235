"""Local servers that speak the services' protocols on 127.0.0.1, with faults on demand."""
