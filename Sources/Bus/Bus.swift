// Messages between the crew's processes: the wire, the broker, the client.
