"""Many counties side by side, for the service's page and for the page in one file: what is asked, the table, the charts, the sources."""
