// Package photos keeps the photos that customers send: files in a folder of the data folder.
//
// Platforms give a photo for days, an insurer needs it for years. A file is named by the SHA-256 of its
// content, so the same photo twice is one file, and lies in a folder for its chat, so erasing a person is
// removing one folder. What is no image by its first bytes, whatever anybody calls it, is not kept.
//
// The package knows nothing else of Huiyin.
package photos
