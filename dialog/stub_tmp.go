package dialog

type machine struct{}
type condition interface{}
