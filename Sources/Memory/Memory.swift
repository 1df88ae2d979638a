// The shared memory: a projection of the journal that can be searched.
