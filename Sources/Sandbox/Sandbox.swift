// Code that an agent wrote runs only in here.
