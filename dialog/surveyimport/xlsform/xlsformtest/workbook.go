// Package xlsformtest makes the workbooks that tests import, so that a form under test can be read as text.
package xlsformtest

import (
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Sheet is one sheet of a workbook, as CSV.
type Sheet struct {
	Name string
	CSV  string
}

// Workbook gives an .xlsx file of the sheets.
func Workbook(sheets ...Sheet) ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	for _, s := range sheets {
		if _, err := book.NewSheet(s.Name); err != nil {
			return nil, fmt.Errorf("sheet %s: %w", s.Name, err)
		}
		r := csv.NewReader(strings.NewReader(s.CSV))
		r.FieldsPerRecord = -1
		rows, err := r.ReadAll()
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", s.Name, err)
		}
		for i, row := range rows {
			if err := book.SetSheetRow(s.Name, fmt.Sprintf("A%d", i+1), &row); err != nil {
				return nil, fmt.Errorf("sheet %s: %w", s.Name, err)
			}
		}
	}
	if err := book.DeleteSheet("Sheet1"); err != nil {
		return nil, err
	}
	buf, err := book.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
