package telegramtest

import (
	"net/http"
	"strings"
)

// Put gives a file a file id, as if a user had sent it.
func (s *Server) Put(fileID string, content []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[fileID] = content
}

// Forget makes a file id unknown: getFile refuses it.
func (s *Server) Forget(fileID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.files, fileID)
}

// getFile follows "getFile": a "File" whose file_path is fetched from /file/bot<token>/<file_path>.
func (s *Server) getFile(w http.ResponseWriter, p params) {
	s.mu.Lock()
	content, ok := s.files[p["file_id"]]
	s.mu.Unlock()
	if !ok {
		refuse(w, http.StatusBadRequest, "Bad Request: wrong file_id or the file is temporarily unavailable", 0)
		return
	}
	result(w, map[string]any{
		"file_id": p["file_id"], "file_unique_id": "AQAD", "file_size": len(content), "file_path": "photos/" + p["file_id"] + ".jpg",
	})
}

// serveFile gives the file at path, as the link of "File" does: with no telling content type.
func (s *Server) serveFile(w http.ResponseWriter, path string) {
	id := strings.TrimSuffix(strings.TrimPrefix(path, "photos/"), ".jpg")
	s.mu.Lock()
	content, ok := s.files[id]
	s.mu.Unlock()
	if !ok {
		refuse(w, http.StatusNotFound, "Not Found", 0)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(content)
}
