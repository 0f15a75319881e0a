package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"path/filepath"
)

// The migrations NNNN_name.sql take a database from user_version NNNN-1 to NNNN.
//
//go:embed migrations/*.sql
var migrations embed.FS

const applicationID = 0x59696E6A // set by the first migration

// migrate brings corpus.db to the newest format, each step in one transaction.
func (s *Store) migrate() error {
	steps, err := readMigrations()
	if err != nil {
		return err
	}
	found, err := s.format(s.writes)
	if err != nil {
		return err
	}
	if found > len(steps) {
		return &NewerError{File: s.database(), Found: found, Known: len(steps)}
	}
	for number := found + 1; number <= len(steps); number++ {
		if err := applyMigration(s.writes, number, steps[number-1]); err != nil {
			return err
		}
	}
	return nil
}

// checkFormat is migrate for those who may not write.
func (s *Store) checkFormat(db *sql.DB) error {
	steps, err := readMigrations()
	if err != nil {
		return err
	}
	found, err := s.format(db)
	if err != nil {
		return err
	}
	return s.readable(found, len(steps))
}

// readable says why a database of format found cannot be read by a program that
// knows the formats up to known.
func (s *Store) readable(found, known int) error {
	switch {
	case found > known:
		return &NewerError{File: s.database(), Found: found, Known: known}
	case found == 0:
		return &NoArchiveError{Dir: s.dir} // its making was cut off
	case found < known:
		return &OlderError{File: s.database(), Found: found, Known: known}
	}
	return nil
}

// format returns the user_version, 0 for a database that was just made. It fails
// where the database cannot be an archive's.
func (s *Store) format(db *sql.DB) (int, error) {
	var version, application, tables int
	err := db.QueryRow(`SELECT v.user_version, a.application_id, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_user_version v, pragma_application_id a`).Scan(&version, &application, &tables)
	switch {
	case err != nil:
		return 0, err
	case tables > 0 && application != applicationID:
		return 0, &DamagedError{File: s.database(), What: "不是引据的数据库"}
	case tables == 0 && s.hasOriginals():
		return 0, &DamagedError{File: s.database(), What: "数据库是空的，而 " + originalsName + " 中有收到的文件"}
	}
	return version, nil
}

func (s *Store) hasOriginals() bool {
	files, _ := filepath.Glob(filepath.Join(s.dir, originalsName, "??", "*"))
	return len(files) > 0
}

// readMigrations returns the texts in order, the first for user_version 1.
func readMigrations() ([]string, error) {
	entries, err := migrations.ReadDir("migrations")
	if err != nil {
		return nil, err
	}
	var steps []string
	for i, entry := range entries {
		var number int
		if _, err := fmt.Sscanf(entry.Name(), "%04d_", &number); err != nil || number != i+1 {
			return nil, fmt.Errorf("migration %s is out of order", entry.Name())
		}
		text, err := migrations.ReadFile("migrations/" + entry.Name())
		if err != nil {
			return nil, err
		}
		steps = append(steps, string(text))
	}
	return steps, nil
}

// fillings do what a step cannot say in SQL, in the transaction of the step of
// that number.
var fillings = map[int]func(*sql.Tx) error{2: sumAll}

// applyMigration runs a step unless another process has run it meanwhile. A step
// may replace a table that others refer to, so references are not looked at
// while it runs. db has a single connection.
func applyMigration(db *sql.DB, number int, text string) error {
	if _, err := db.Exec("PRAGMA foreign_keys = off"); err != nil {
		return err
	}
	defer db.Exec("PRAGMA foreign_keys = on")
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var found int
	if err := tx.QueryRow("PRAGMA user_version").Scan(&found); err != nil || found >= number {
		return err
	}
	if _, err := tx.Exec(text + fmt.Sprintf("\nPRAGMA user_version = %d;", number)); err != nil {
		return fmt.Errorf("数据库升级到格式 %d 未成：%w", number, err)
	}
	if fill := fillings[number]; fill != nil {
		if err := fill(tx); err != nil {
			return fmt.Errorf("数据库升级到格式 %d 未成：%w", number, err)
		}
	}
	return tx.Commit()
}
