"""The pages: thin views over `service.issuing`, made by the server, complete without JavaScript."""
