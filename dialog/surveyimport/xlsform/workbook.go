package xlsform

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The bounds of a workbook. The largest forms in use have a few thousand rows.
const (
	maxBytes    = 10 << 20
	maxUnzipped = 64 << 20
	maxRows     = 20_000
	maxColumns  = 200
)

// table is one sheet: what it holds by row and column, both from 0.
type table struct {
	name  string
	cells [][]string
}

// open reads the sheets that a form consists of.
func open(data []byte) (tables map[string]*table, err error) {
	if len(data) > maxBytes {
		return nil, fmt.Errorf("the file is larger than %d bytes", maxBytes)
	}
	// The library has panicked on broken workbooks before; a file from outside must not stop the program.
	defer func() {
		if r := recover(); r != nil {
			tables, err = nil, fmt.Errorf("read workbook: %v", r)
		}
	}()
	// Equal limits keep every sheet in memory: above the second one they go to temporary files.
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped, RawCellValue: true,
	})
	if err != nil {
		return nil, fmt.Errorf("read workbook: %w", err)
	}
	defer book.Close()
	tables = map[string]*table{}
	for _, name := range book.GetSheetList() {
		key := strings.ToLower(strings.TrimSpace(name))
		if key != "survey" && key != "choices" && key != "settings" {
			continue
		}
		if tables[key], err = sheet(book, name); err != nil {
			return nil, err
		}
	}
	return tables, nil
}

func sheet(book *excelize.File, name string) (*table, error) {
	rows, err := book.Rows(name)
	if err != nil {
		return nil, fmt.Errorf("read sheet %s: %w", name, err)
	}
	defer rows.Close()
	t := &table{name: name}
	for rows.Next() {
		if len(t.cells) == maxRows {
			return nil, fmt.Errorf("sheet %s has more than %d rows", name, maxRows)
		}
		cells, err := rows.Columns()
		if err != nil {
			return nil, fmt.Errorf("read sheet %s: %w", name, err)
		}
		if len(cells) > maxColumns {
			return nil, fmt.Errorf("sheet %s has more than %d columns", name, maxColumns)
		}
		t.cells = append(t.cells, cells)
	}
	return t, rows.Error()
}

// at gives a cell without the blanks around it.
func (t *table) at(row, column int) string {
	if row >= len(t.cells) || column < 0 || column >= len(t.cells[row]) {
		return ""
	}
	return strings.TrimSpace(t.cells[row][column])
}

// place names a cell as spreadsheets do: “survey!F12”.
func (t *table) place(row, column int) string {
	cell, err := excelize.CoordinatesToCellName(max(column, 0)+1, row+1)
	if err != nil {
		return t.name
	}
	return t.name + "!" + cell
}
