import Node

await NodeMain.main()
