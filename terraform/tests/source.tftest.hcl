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

run "the_archive_holds_what_the_build_needs_and_no_more" {
  assert {
    condition = toset([
      for file in fileset("..", "**") : file
      if !anytrue([for excluded in data.archive_file.source.excludes : file == excluded || startswith(file, "${excluded}/")])
    ]) == setunion(["mvnw", "pom.xml"], fileset("..", ".mvn/**"), fileset("..", "src/main/**"))
    error_message = "The archive must hold pom.xml, mvnw, .mvn and src/main, and nothing else."
  }

  assert {
    condition     = alltrue([for path in local.source_paths : length(setunion(fileset("..", path), fileset("..", "${path}/**"))) > 0])
    error_message = "Something that the build needs is not there."
  }

  assert {
    condition     = contains(data.archive_file.source.excludes, "terraform") && !anytrue([for it in data.archive_file.source.excludes : can(regex("[*?{\\[\\\\]", it))])
    error_message = "Exclusions are plain names: as patterns they could match something else."
  }
}

run "the_archive_is_the_same_wherever_it_is_made" {
  assert {
    condition     = data.archive_file.source.output_file_mode == "0755"
    error_message = "A fixed mode keeps the hash from following the umask, and lets the build run ./mvnw."
  }
}

run "new_source_has_a_new_name" {
  assert {
    condition     = strcontains(google_storage_bucket_object.source.name, data.archive_file.source.output_sha256)
    error_message = "Functions build again only when the object's name changes."
  }

  assert {
    condition = alltrue([
      for function in [google_cloudfunctions2_function.segment_user, google_cloudfunctions2_function.sweep, google_cloudfunctions2_function.find_members[0]] :
      function.build_config[0].source[0].storage_source[0].object == google_storage_bucket_object.source.name
    ])
    error_message = "All functions are built from the one archive."
  }
}

run "entry_points_are_the_codes" {
  assert {
    condition = [
      for function in [google_cloudfunctions2_function.segment_user, google_cloudfunctions2_function.sweep, google_cloudfunctions2_function.find_members[0]] :
      function.build_config[0].entry_point
    ] == ["dev.segue.SegmentUser", "dev.segue.Sweep", "dev.segue.FindMembers"]
    error_message = "Each function starts its own class."
  }

  assert {
    condition     = google_cloudfunctions2_function.segment_user.build_config[0].runtime == "java21"
    error_message = "The code is written for Java 21."
  }
}

run "the_bucket_is_closed" {
  assert {
    condition     = google_storage_bucket.source.uniform_bucket_level_access && google_storage_bucket.source.public_access_prevention == "enforced"
    error_message = "The source is nobody's but the builder's."
  }

  assert {
    condition     = length(google_storage_bucket.source.lifecycle_rule) == 1
    error_message = "Old archives must go some time."
  }
}
