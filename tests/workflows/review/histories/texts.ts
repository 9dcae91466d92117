// The files that the histories are about.

export const TS = `import { readFileSync } from "node:fs";

export interface Entry { key: string; value: number }

export function parse(text: string): Entry[] {
  const lines = text.split("\\n");
  const entries: Entry[] = [];
  for (const line of lines) {
    const [key, value] = line.split("=");
    entries.push({ key: key!, value: Number(value) });
  }
  return entries;
}

export function load(path: string): Entry[] | null {
  const text = readFileSync(path, "utf8");
  if (text === "") {
    return null;
  }
  return parse(text);
}

export function find(entries: Entry[], key: string): Entry | null {
  for (const entry of entries) {
    if (entry.key === key) return entry;
  }
  return null;
}

export function total(entries: Entry[]): number {
  let sum = 0;
  for (const entry of entries) sum += entry.value;
  return sum;
}
`;

export const PY = `import sqlite3


class Store:
    def __init__(self, path):
        self.db = sqlite3.connect(path)

    def add(self, name, price):
        cursor = self.db.cursor()
        cursor.execute("INSERT INTO items VALUES ('" + name + "', " + str(price) + ")")

    def get(self, name):
        cursor = self.db.cursor()
        cursor.execute("SELECT price FROM items WHERE name = ?", (name,))
        row = cursor.fetchone()
        return row[0]

    def all(self):
        cursor = self.db.cursor()
        cursor.execute("SELECT name, price FROM items")
        return cursor.fetchall()

    def remove(self, name):
        cursor = self.db.cursor()
        cursor.execute("DELETE FROM items WHERE name = ?", (name,))


def average(prices):
    return sum(prices) / len(prices)
`;

export const GO = `package cache

import "sync"

type Cache struct {
	mu    sync.Mutex
	items map[string]string
	limit int
}

func New(limit int) *Cache {
	return &Cache{items: map[string]string{}, limit: limit}
}

func (c *Cache) Get(key string) (string, error) {
	value, ok := c.items[key]
	if !ok {
		return "", nil
	}
	return value, nil
}

func (c *Cache) Set(key, value string) error {
	c.mu.Lock()
	c.items[key] = value
	c.mu.Unlock()
	return nil
}

func (c *Cache) Drop(key string) error {
	delete(c.items, key)
	return nil
}
`;

export const SQL = `CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email TEXT,
  created_at TEXT
);

CREATE TABLE sessions (
  token TEXT,
  user_id INTEGER,
  expires_at TEXT
);

CREATE INDEX sessions_by_token ON sessions (token);
`;

export const SH = `#!/bin/sh
set -e
target=$1
backup=/tmp/backup
cp -r $target $backup
rm -rf $target/build
npm run build
tar czf release.tgz $target/build
scp release.tgz host:/srv/releases
echo done
`;

export const YAML = `name: ci
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm install
      - run: npm test
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm install
      - run: ./deploy.sh
`;

export const RS = `use std::fs;

pub struct Config {
    pub name: String,
    pub retries: u32,
}

pub fn read(path: &str) -> Config {
    let text = fs::read_to_string(path).unwrap();
    let mut name = String::new();
    let mut retries = 0;
    for line in text.lines() {
        let (key, value) = line.split_once('=').unwrap();
        match key {
            "name" => name = value.to_string(),
            "retries" => retries = value.parse().unwrap(),
            _ => {}
        }
    }
    Config { name, retries }
}

pub fn delay(attempt: u32) -> u64 {
    2u64.pow(attempt) * 100
}
`;

export const TEST = `import { expect, test } from "bun:test";
import { parse, total } from "./entries.ts";

test("parses one entry", () => {
  expect(parse("a=1")).toEqual([{ key: "a", value: 1 }]);
});

test("parses several entries", () => {
  expect(parse("a=1\\nb=2").length).toBe(2);
});

test("sums up", () => {
  expect(total([{ key: "a", value: 1 }])).toBe(1);
});
`;

export const MD = `# Entries

Reads files of entries.

## Install

    npm install entries

## Use

    entries list <file>
    entries total <file>

The file has one entry in each line.
`;

export const CSS = `.dialog {
  position: absolute;
  width: 600px;
  color: #999;
}

.dialog button {
  outline: none;
  color: #999;
}

@media (max-width: 500px) {
  .dialog {
    width: 500px;
  }
}
`;
