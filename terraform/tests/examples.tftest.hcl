mock_provider "archive" {
  override_during = plan
  source          = "./tests/mocks/archive"
}

mock_provider "google" {
  override_during = plan
  source          = "./tests/mocks/google"
}

mock_provider "google-beta" {
  override_during = plan
  source          = "./tests/mocks/google-beta"
}

mock_provider "time" {}

run "minimal" {
  command = plan

  module {
    source = "./examples/minimal"
  }

  variables {
    project_id = "acme-prod"
  }

  assert {
    condition     = strcontains(output.tail_command, "--project=acme-prod")
    error_message = "The example must give the line that shows changes."
  }
}

run "existing_database" {
  command = plan

  module {
    source = "./examples/existing-database"
  }

  variables {
    project_id = "acme-prod"
  }

  assert {
    condition     = module.segue.database == { name = "(default)", location = "eur3" }
    error_message = "The example must use the database in eur3."
  }
}

run "warehouse_and_webhook" {
  command = plan

  module {
    source = "./examples/warehouse-and-webhook"
  }

  variables {
    project_id  = "acme-prod"
    webhook_url = "https://crm.example.com/segments"
  }

  assert {
    condition     = keys(module.segue.subscriptions) == ["history", "win-back", "worker"]
    error_message = "The example must have its three subscribers."
  }
}

run "image" {
  command = plan

  module {
    source = "./examples/image"
  }

  variables {
    project_id = "acme-prod"
    image      = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }

  assert {
    condition     = output.functions.segment_user == "segment-user-run"
    error_message = "The example must run the image."
  }
}

run "platform_team" {
  command = plan

  module {
    source = "./examples/platform-team"
  }

  variables {
    project_id = "acme-prod"
    image      = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }

  assert {
    condition     = strcontains(output.platform_commands, "gcloud services enable") && strcontains(output.platform_commands, "gcloud projects add-iam-policy-binding")
    error_message = "The example must say what the platform team has to run."
  }
}
