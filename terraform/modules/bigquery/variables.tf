variable "create_iam" {
  description = "Lets Pub/Sub write the tables."
  type        = bool
}

variable "deletion_protection" {
  description = "Keeps datasets and tables that leave the configuration."
  type        = bool
}

variable "kms_key_name" {
  description = "Key for datasets and tables that are made. Null for Google's."
  type        = string
}

variable "labels" {
  description = "Labels for datasets, tables and views."
  type        = map(string)
}

variable "project_id" {
  description = "The project with the datasets."
  type        = string
}

variable "pubsub_agent" {
  description = "Member that writes the tables: Google's Pub/Sub agent in the topic's project."
  type        = string
}

variable "schema_file" {
  description = "Path of the messages' Avro schema."
  type        = string
}

variable "tables" {
  description = "Tables of changes, by subscription. Without `create_dataset` the dataset exists already."
  type = map(object({
    create_dataset = bool
    dataset        = string
    location       = string
    table          = string
  }))
}
