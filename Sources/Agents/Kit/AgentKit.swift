// What every agent is built on: lifecycle, registration, heartbeats, tools.
