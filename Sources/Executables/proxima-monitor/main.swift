import Monitor

MonitorProgram.main()
