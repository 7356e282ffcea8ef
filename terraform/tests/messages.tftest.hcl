mock_provider "archive" {
  source          = "./tests/mocks/archive"
  override_during = plan
}

mock_provider "google" {
  source          = "./tests/mocks/google"
  override_during = plan
}

mock_provider "google-beta" {
  source          = "./tests/mocks/google-beta"
  override_during = plan
}

mock_provider "time" {}

variables {
  project_id = "acme-prod"
}

run "by_default" {
  command = plan

  assert {
    condition     = google_pubsub_schema.main.definition == file("../src/main/avro/segment-change.avsc") && google_pubsub_schema.main.type == "AVRO"
    error_message = "The topic must enforce the schema that the code is tested with."
  }

  assert {
    condition     = google_pubsub_topic.changes.schema_settings[0].schema == google_pubsub_schema.main.id && google_pubsub_topic.changes.schema_settings[0].encoding == "JSON"
    error_message = "The topic must enforce the schema, on JSON."
  }

  assert {
    condition     = google_pubsub_subscription.dead_letters.message_retention_duration == "1209600s" && google_pubsub_subscription.dead_letters.expiration_policy[0].ttl == "" && google_pubsub_subscription.dead_letters.topic == google_pubsub_topic.dead_letters.id
    error_message = "A message to a topic without a subscription is lost."
  }

  assert {
    condition     = google_pubsub_topic.changes.message_retention_duration == "604800s" && google_pubsub_topic.changes.message_storage_policy[0].allowed_persistence_regions == toset(["us-central1"]) && length(output.subscriptions) == 0
    error_message = "Messages are kept for a week, in the functions' region."
  }
}

run "as_asked" {
  command = plan

  variables {
    subscriptions = { history = { bigquery = {} }, hook = { push = { endpoint = "https://crm.example.com" } }, worker = {} }
    topic         = { persistence_region = "europe-west1", retention_days = 31 }
  }

  assert {
    condition     = contains(keys(google_project_service.main), "bigquery.googleapis.com")
    error_message = "BigQuery must be on."
  }

  assert {
    condition     = alltrue([for it in [google_pubsub_topic.changes, google_pubsub_topic.dead_letters] : it.message_storage_policy[0].allowed_persistence_regions == toset(["europe-west1"])])
    error_message = "Messages must be stored where it was said."
  }

  assert {
    condition     = google_pubsub_topic.changes.message_retention_duration == "2678400s"
    error_message = "The topic must keep messages for as long as asked."
  }

  assert {
    condition     = keys(output.subscriptions) == ["history", "hook", "worker"] && module.bigquery.tables == { history = "acme-prod.segue.segment_changes" } && contains(keys(output.service_accounts), "push")
    error_message = "Each subscription must be made, with its table and its account."
  }

  assert {
    condition     = jsonencode(var.subscriptions["worker"]) == jsonencode({ ack_deadline_seconds = 60, backoff_seconds = { maximum = 600, minimum = 10 }, bigquery = null, exactly_once = false, filter = null, max_delivery_attempts = null, ordering = null, push = null, retain_acked_messages = false, retention_days = 7, storage = null, subscribers = [] })
    error_message = "By default retries back off, a week's messages wait, and nothing else is there: ${jsonencode(var.subscriptions["worker"])}"
  }
}

run "subscriptions" {
  command = plan

  module {
    source = "./modules/subscriptions"
  }

  variables {
    create_iam         = true
    kms_key_name       = "projects/acme-keys/locations/us-central1/keyRings/main/cryptoKeys/region"
    labels             = {}
    persistence_region = "us-central1"
    prefix             = "eu-"
    project_id         = "acme-prod"
    pubsub_agent       = "serviceAccount:pubsub@acme-prod.iam.gserviceaccount.com"
    push_account       = { email = "push@acme-prod.iam.gserviceaccount.com", name = "projects/acme-prod/serviceAccounts/push@acme-prod.iam.gserviceaccount.com" }
    tables             = { history = "acme-prod.segue.segment_changes" }
    topic_id           = "projects/acme-prod/topics/eu-segment-changes"
    undelivered_topic  = "eu-segment-changes-undelivered"

    subscriptions = {
      for name, it in {
        files   = { storage = { avro = true, bucket = "acme-lake", max_megabytes = 100, max_seconds = 300, prefix = "segment-changes/", suffix = null } }
        history = { bigquery = { table = "segment_changes" } }
        hook    = { push = { audience = null, cloudevent = false, endpoint = "https://crm.example.com" } }
        ledger  = { exactly_once = true, max_delivery_attempts = 5, ordering = false, retain_acked_messages = true, subscribers = ["group:finance@example.com"] }
        lines   = { storage = { avro = false, bucket = "acme-lake", max_megabytes = 1, max_seconds = 60, prefix = "", suffix = ".ndjson" } }
        worker  = {}

        win-back = {
          ack_deadline_seconds  = 120
          backoff_seconds       = { minimum = 1, maximum = 30 }
          filter                = "attributes.segment = \"churned\""
          max_delivery_attempts = 20
          ordering              = false
          push                  = { audience = "crm", cloudevent = true, endpoint = "https://crm.example.com/segments" }
          retention_days        = 3
        }
        } : name => merge(
        { ack_deadline_seconds = 60, backoff_seconds = { maximum = 600, minimum = 10 }, bigquery = null, exactly_once = false, filter = null, max_delivery_attempts = null, ordering = null, push = null, retain_acked_messages = false, retention_days = 7, storage = null, subscribers = [] },
        it,
      )
    }
  }

  override_resource {
    target          = google_pubsub_topic.undelivered
    override_during = plan
    values          = { id = "projects/acme-prod/topics/eu-segment-changes-undelivered" }
  }

  assert {
    condition     = google_pubsub_subscription.main["worker"].enable_message_ordering && google_pubsub_subscription.main["worker"].expiration_policy[0].ttl == ""
    error_message = "By default a subscription keeps order and never expires."
  }

  assert {
    condition     = length(google_pubsub_subscription.main["worker"].push_config) == 0 && length(google_pubsub_subscription.main["worker"].bigquery_config) == 0 && length(google_pubsub_subscription.main["worker"].dead_letter_policy) == 0 && google_pubsub_subscription.main["worker"].filter == null
    error_message = "What was not asked for must not be there."
  }

  assert {
    condition     = google_pubsub_subscription.main["worker"].retry_policy[0].minimum_backoff == "10s" && google_pubsub_subscription.main["worker"].retry_policy[0].maximum_backoff == "600s" && google_pubsub_subscription.main["worker"].message_retention_duration == "604800s" && google_pubsub_subscription.main["worker"].ack_deadline_seconds == 60
    error_message = "Retries must back off, and a week's messages must wait."
  }

  assert {
    condition     = google_pubsub_subscription.main["win-back"].filter == "attributes.segment = \"churned\"" && google_pubsub_subscription.main["win-back"].enable_message_ordering == false && google_pubsub_subscription.main["win-back"].ack_deadline_seconds == 120 && google_pubsub_subscription.main["win-back"].message_retention_duration == "259200s"
    error_message = "Filter, order, deadline and retention must be as asked."
  }

  assert {
    condition     = google_pubsub_subscription.main["win-back"].retry_policy[0].minimum_backoff == "1s" && google_pubsub_subscription.main["win-back"].retry_policy[0].maximum_backoff == "30s"
    error_message = "Backoff must be as asked."
  }

  assert {
    condition     = google_pubsub_subscription.main["win-back"].push_config[0].push_endpoint == "https://crm.example.com/segments" && google_pubsub_subscription.main["win-back"].push_config[0].oidc_token[0].service_account_email == var.push_account.email && google_pubsub_subscription.main["win-back"].push_config[0].oidc_token[0].audience == "crm"
    error_message = "Pushes must carry a token of the account that is there for it."
  }

  assert {
    condition     = google_pubsub_subscription.main["win-back"].push_config[0].no_wrapper[0].write_metadata
    error_message = "A push is a CloudEvent in binary mode."
  }

  assert {
    condition     = google_pubsub_subscription.main["win-back"].dead_letter_policy[0].max_delivery_attempts == 20 && google_pubsub_subscription.main["win-back"].dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.undelivered[0].id
    error_message = "What is refused 20 times goes to the topic for undelivered messages."
  }

  assert {
    condition     = google_pubsub_subscription.undelivered[0].topic == google_pubsub_topic.undelivered[0].id && google_pubsub_subscription.undelivered[0].message_retention_duration == "1209600s"
    error_message = "Undelivered messages need a subscription, too."
  }

  assert {
    condition     = length(google_pubsub_subscription.main["hook"].push_config[0].no_wrapper) == 0
    error_message = "Without cloudevent a push is Pub/Sub's own envelope."
  }

  assert {
    condition     = google_pubsub_subscription.main["history"].bigquery_config[0].table == "acme-prod.segue.segment_changes" && google_pubsub_subscription.main["history"].bigquery_config[0].use_topic_schema && google_pubsub_subscription.main["history"].bigquery_config[0].write_metadata && google_pubsub_subscription.main["history"].enable_message_ordering == false
    error_message = "The subscription must write the schema's fields and the message's attributes to the table."
  }

  assert {
    condition     = google_pubsub_subscription.main["ledger"].enable_exactly_once_delivery && google_pubsub_subscription.main["ledger"].retain_acked_messages && !google_pubsub_subscription.main["hook"].enable_exactly_once_delivery
    error_message = "Exactly-once and retention are for who asked for them."
  }

  assert {
    condition     = google_pubsub_subscription.main["files"].cloud_storage_config[0].bucket == "acme-lake" && google_pubsub_subscription.main["files"].cloud_storage_config[0].avro_config[0].write_metadata && google_pubsub_subscription.main["files"].enable_message_ordering == false
    error_message = "Files of Avro must hold the message and its attributes."
  }

  assert {
    condition     = google_pubsub_subscription.main["lines"].cloud_storage_config[0].max_bytes == 1048576 && google_pubsub_subscription.main["lines"].cloud_storage_config[0].max_duration == "60s" && length(google_pubsub_subscription.main["lines"].cloud_storage_config[0].avro_config) == 0 && google_pubsub_subscription.main["lines"].cloud_storage_config[0].filename_suffix == ".ndjson"
    error_message = "Files of text must be as asked."
  }

  assert {
    condition     = google_pubsub_subscription.main["worker"].name == "eu-worker" && google_pubsub_topic.undelivered[0].kms_key_name == var.kms_key_name && google_pubsub_topic.undelivered[0].message_storage_policy[0].allowed_persistence_regions == toset(["us-central1"])
    error_message = "Names have the prefix, and undelivered messages are stored as changes are."
  }

  assert {
    condition = toset([for it in output.grants : "${it.on} ${it.role} ${it.member}"]) == toset([
      "acme-lake roles/storage.legacyBucketReader serviceAccount:pubsub@acme-prod.iam.gserviceaccount.com",
      "acme-lake roles/storage.objectCreator serviceAccount:pubsub@acme-prod.iam.gserviceaccount.com",
      "projects/acme-prod/serviceAccounts/push@acme-prod.iam.gserviceaccount.com roles/iam.serviceAccountOpenIdTokenCreator serviceAccount:pubsub@acme-prod.iam.gserviceaccount.com",
      "projects/acme-prod/subscriptions/eu-ledger roles/pubsub.subscriber group:finance@example.com",
      "projects/acme-prod/subscriptions/eu-ledger roles/pubsub.subscriber serviceAccount:pubsub@acme-prod.iam.gserviceaccount.com",
      "projects/acme-prod/subscriptions/eu-win-back roles/pubsub.subscriber serviceAccount:pubsub@acme-prod.iam.gserviceaccount.com",
      "projects/acme-prod/topics/eu-segment-changes-undelivered roles/pubsub.publisher serviceAccount:pubsub@acme-prod.iam.gserviceaccount.com",
    ])
    error_message = "Pub/Sub sets messages aside and writes files, subscribers pull, and nobody does more: ${jsonencode(output.grants)}"
  }
}

run "order_after_a_dead_letter" {
  command = plan

  module {
    source = "./modules/subscriptions"
  }

  variables {
    create_iam         = true
    kms_key_name       = null
    labels             = {}
    persistence_region = "us-central1"
    prefix             = ""
    project_id         = "acme-prod"
    pubsub_agent       = "serviceAccount:pubsub@acme-prod.iam.gserviceaccount.com"
    push_account       = null
    tables             = {}
    topic_id           = "projects/acme-prod/topics/segment-changes"
    undelivered_topic  = "segment-changes-undelivered"
    subscriptions = {
      ledger = merge({ ack_deadline_seconds = 60, backoff_seconds = { maximum = 600, minimum = 10 }, bigquery = null, exactly_once = false, filter = null, max_delivery_attempts = null, ordering = null, push = null, retain_acked_messages = false, retention_days = 7, storage = null, subscribers = [] }, { exactly_once = true, max_delivery_attempts = 5 })
    }
  }

  expect_failures = [check.order_after_a_dead_letter]
}

run "bigquery" {
  command = plan

  module {
    source = "./modules/bigquery"
  }

  variables {
    create_iam          = true
    deletion_protection = true
    kms_key_name        = "projects/acme-keys/locations/us-central1/keyRings/main/cryptoKeys/bigquery"
    labels              = {}
    project_id          = "acme-prod"
    pubsub_agent        = "serviceAccount:pubsub@acme-prod.iam.gserviceaccount.com"
    schema_file         = "../src/main/avro/segment-change.avsc"
    tables              = { history = { create_dataset = true, dataset = "segue", location = "us-central1", table = "segment_changes" } }
  }

  assert {
    condition     = slice(jsondecode(google_bigquery_table.main["history"].schema)[*].name, 0, length(jsondecode(file("../src/main/avro/segment-change.avsc")).fields)) == jsondecode(file("../src/main/avro/segment-change.avsc")).fields[*].name
    error_message = "Every field of the message must have its column."
  }

  assert {
    condition     = { for it in jsondecode(google_bigquery_table.main["history"].schema) : it.name => it.type if contains(["user_id", "revision", "reason", "changed_at", "attributes"], it.name) } == { user_id = "STRING", revision = "INTEGER", reason = "RECORD", changed_at = "TIMESTAMP", attributes = "JSON" }
    error_message = "Columns must have the types that Pub/Sub maps the schema's to."
  }

  assert {
    condition     = [for it in jsondecode(google_bigquery_table.main["history"].schema) : it.fields[*].name if it.name == "reason"][0] == ["rule", "subscription_status", "values"]
    error_message = "A record's fields must be there, too."
  }

  assert {
    condition     = google_bigquery_table.main["history"].deletion_protection && google_bigquery_table_iam_member.agent["history"].member == var.pubsub_agent && google_bigquery_table_iam_member.agent["history"].role == "roles/bigquery.dataEditor"
    error_message = "Pub/Sub, and on its own nobody else, writes the table; nobody drops it."
  }

  assert {
    condition     = google_bigquery_table.main["history"].ignore_auto_generated_schema && google_bigquery_table.main["history"].deletion_policy == "ABANDON" && google_bigquery_dataset.main["segue"].deletion_policy == "ABANDON"
    error_message = "Neither a column nor a table may be dropped while data is protected."
  }

  assert {
    condition     = [for it in concat(values(google_bigquery_table.history), values(google_bigquery_table.view)) : "${it.dataset_id}.${it.table_id}"] == ["segue.segment_history", "segue.segment_moves", "segue.segment_now"]
    error_message = "Beside the table there must be the views that its README lists."
  }

  assert {
    condition     = strcontains(google_bigquery_table.history["history"].view[0].query, "FROM `acme-prod.segue.segment_changes`") && alltrue([for it in values(google_bigquery_table.view) : strcontains(it.view[0].query, "FROM `acme-prod.segue.segment_history`") && !it.deletion_protection])
    error_message = "The views must read the table, and what holds no data needs no protection."
  }

  assert {
    condition     = google_bigquery_dataset.main["segue"].default_encryption_configuration[0].kms_key_name == var.kms_key_name && google_bigquery_table.main["history"].encryption_configuration[0].kms_key_name == var.kms_key_name
    error_message = "Dataset and table must be under the key."
  }
}

run "bigquery_without_protection" {
  command = plan

  module {
    source = "./modules/bigquery"
  }

  variables {
    create_iam          = false
    deletion_protection = false
    kms_key_name        = null
    labels              = {}
    project_id          = "acme-prod"
    pubsub_agent        = "serviceAccount:pubsub@acme-prod.iam.gserviceaccount.com"
    schema_file         = "../src/main/avro/segment-change.avsc"
    tables              = { history = { create_dataset = true, dataset = "segue", location = "us-central1", table = "segment_changes" } }
  }

  assert {
    condition     = google_bigquery_table.main["history"].deletion_protection == false && google_bigquery_table.main["history"].deletion_policy == "DELETE" && google_bigquery_dataset.main["segue"].deletion_policy == "DELETE"
    error_message = "Without protection a destroy takes all."
  }

  assert {
    condition     = length(google_bigquery_table_iam_member.agent) == 0 && length(output.grants) == 1
    error_message = "Who may not grant must be told what to have granted."
  }
}

run "a_dataset" {
  module {
    source = "./modules/bigquery"
  }

  variables {
    create_iam          = false
    deletion_protection = false
    kms_key_name        = null
    labels              = {}
    project_id          = "acme-prod"
    pubsub_agent        = "serviceAccount:pubsub@acme-prod.iam.gserviceaccount.com"
    schema_file         = "../src/main/avro/segment-change.avsc"
    tables              = { history = { create_dataset = true, dataset = "segue", location = "us-central1", table = "segment_changes" } }
  }
}

run "a_dataset_elsewhere" {
  command = plan

  module {
    source = "./modules/bigquery"
  }

  variables {
    create_iam          = false
    deletion_protection = false
    kms_key_name        = null
    labels              = {}
    project_id          = "acme-prod"
    pubsub_agent        = "serviceAccount:pubsub@acme-prod.iam.gserviceaccount.com"
    schema_file         = "../src/main/avro/segment-change.avsc"
    tables              = { history = { create_dataset = true, dataset = "segue", location = "EU", table = "segment_changes" } }
  }

  # The table with its rows would be deleted for it.
  expect_failures = [google_bigquery_dataset.main]
}
