package dev.segue.terraform;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** What Google tells two resources of a project apart by. */
final class Names {
  private static final Map<String, List<String>> ATTRIBUTES =
      Map.ofEntries(
          entry("google_artifact_registry_repository", List.of("location", "repository_id")),
          entry("google_bigquery_dataset", List.of("dataset_id")),
          entry("google_bigquery_table", List.of("dataset_id", "table_id")),
          entry("google_cloud_run_v2_service", List.of("location", "name")),
          entry("google_cloud_scheduler_job", List.of("region", "name")),
          entry("google_cloudfunctions2_function", List.of("location", "name")),
          entry("google_eventarc_trigger", List.of("location", "name")),
          entry("google_firestore_backup_schedule", List.of("database")),
          entry("google_firestore_database", List.of("name")),
          entry("google_firestore_field", List.of("database", "collection", "field")),
          entry("google_logging_metric", List.of("name")),
          entry("google_monitoring_alert_policy", List.of("display_name")),
          entry("google_monitoring_custom_service", List.of("service_id")),
          entry("google_monitoring_notification_channel", List.of("display_name")),
          entry("google_monitoring_slo", List.of("service", "slo_id")),
          entry("google_pubsub_schema", List.of("name")),
          entry("google_pubsub_subscription", List.of("name")),
          entry("google_pubsub_topic", List.of("name")),
          entry("google_secret_manager_secret", List.of("secret_id")),
          entry("google_service_account", List.of("account_id")),
          entry("google_storage_bucket", List.of("name")),
          entry("google_storage_bucket_object", List.of("bucket", "name")));

  private Names() {}

  /**
   * Returns the name of a resource. What has none, such as a grant, is told apart by all that it
   * says, or by what it is about where that is yet to be made.
   */
  static String of(String run, Change change) {
    var attributes = ATTRIBUTES.get(change.type());
    if (attributes == null) {
      return change.isAboutSomethingNew()
          ? "%s of %s".formatted(change.address(), run)
          : change.type() + change.after();
    }
    var name = new StringBuilder(change.type());
    for (var attribute : attributes) {
      if (!change.after().path(attribute).isTextual()) {
        throw new IllegalStateException(
            "%s has no known %s".formatted(change.address(), attribute));
      }
      name.append(' ').append(change.after().path(attribute).textValue());
    }
    return name.toString();
  }
}
