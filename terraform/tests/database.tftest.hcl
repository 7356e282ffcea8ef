mock_provider "archive" {
  source = "./tests/mocks/archive"
}

mock_provider "google" {
  source = "./tests/mocks/google"
}

mock_provider "google-beta" {
  source = "./tests/mocks/google-beta"
}

mock_provider "time" {}

variables {
  project_id = "acme-prod"
}

run "users_are_protected_by_default" {
  assert {
    condition     = google_firestore_database.main[0].delete_protection_state == "DELETE_PROTECTION_ENABLED" && google_firestore_database.main[0].deletion_policy == "ABANDON"
    error_message = "Destroying Segue must leave the application's users."
  }

  assert {
    condition     = google_firestore_database.main[0].point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED" && google_firestore_backup_schedule.daily[0].retention == "604800s" && length(google_firestore_backup_schedule.daily[0].daily_recurrence) == 1
    error_message = "A new database keeps seven days to go back to, and a week of daily backups."
  }

  assert {
    condition     = google_firestore_database.main[0].name == "(default)" && google_firestore_database.main[0].type == "FIRESTORE_NATIVE"
    error_message = "An empty project gets its (default) database, in native mode."
  }
}

run "protection_can_be_lifted" {
  variables {
    deletion_protection = false
    subscriptions       = { history = { bigquery = {} } }
  }

  assert {
    condition     = google_firestore_database.main[0].delete_protection_state == "DELETE_PROTECTION_DISABLED" && google_firestore_database.main[0].deletion_policy == "DELETE" && google_bigquery_table.main["history"].deletion_protection == false
    error_message = "Without protection a destroy takes all."
  }
}

run "an_existing_database_stays_as_it_is" {
  variables {
    database = { create = false, name = "crm-eu", location = "eur3" }
  }

  assert {
    condition     = length(google_firestore_database.main) == 0 && length(google_firestore_backup_schedule.daily) == 0
    error_message = "Segue makes neither a database nor backups where there is a database."
  }

  assert {
    condition     = alltrue([for it in concat(values(google_firestore_field.unindexed), [google_firestore_field.expires_at]) : it.database == "crm-eu" && it.collection == "segments"])
    error_message = "Indexes concern Segue's own collection in the database that was named."
  }
}

run "what_stays_indexed_is_what_the_code_queries" {
  assert {
    condition = setsubtract(
      flatten(regexall("(?m)^  static final String \\w+ = \"(\\w+)\"", join("\n", [
        file("../src/main/java/dev/segue/firestore/ChangeFields.java"),
        file("../src/main/java/dev/segue/firestore/SegmentDocument.java"),
      ]))),
      concat(keys(google_firestore_field.unindexed), [google_firestore_field.expires_at.field]),
    ) == toset(["segment", "unpublished"])
    error_message = "Of the fields that the code writes, exactly segment and unpublished keep their index."
  }

  assert {
    condition     = alltrue([for key, it in google_firestore_field.unindexed : it.field == key && length(it.index_config) == 1 && length(it.index_config[0].indexes) == 0])
    error_message = "An exemption is an index configuration with no index in it."
  }
}

run "tombstones_expire" {
  assert {
    condition     = google_firestore_field.expires_at.field == "expires_at" && length(google_firestore_field.expires_at.ttl_config) == 1
    error_message = "expires_at must be a TTL policy."
  }

  assert {
    condition     = length(google_firestore_field.expires_at.index_config) == 1 && length(google_firestore_field.expires_at.index_config[0].indexes) == 0
    error_message = "An index on a time caps the collection at 500 writes a second."
  }
}

run "security_rules_are_left_alone_unless_asked" {
  assert {
    condition     = length(google_firebaserules_release.main) == 0 && length(google_firebaserules_ruleset.main) == 0
    error_message = "Rules belong to the whole database."
  }
}

run "security_rules_let_users_read_their_own_segment" {
  variables {
    collections    = { segments = "groups" }
    database       = { name = "crm-eu" }
    security_rules = true
  }

  assert {
    condition     = google_firebaserules_release.main[0].name == "cloud.firestore/crm-eu"
    error_message = "A named database has a release of its own."
  }

  assert {
    condition     = flatten(regexall("(?m)^\\s*(match|allow) (.+?)(?: \\{)?$", google_firebaserules_ruleset.main[0].source[0].files[0].content)) == ["match", "/databases/{database}/documents", "match", "/groups/{userId}", "allow", "get: if request.auth != null && request.auth.uid == userId;"]
    error_message = "One thing is allowed: getting one's own document."
  }
}
