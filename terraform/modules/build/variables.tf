variable "bucket" {
  description = "A bucket of yours for the source. Null makes one."
  type        = string
}

variable "bucket_name" {
  description = "Name of the bucket that is made for the source."
  type        = string
}

variable "builder" {
  description = "Member that builds."
  type        = string
}

variable "create_iam" {
  description = "Grants the builder what it needs."
  type        = bool
}

variable "kms_key_name" {
  description = "Key for bucket and repository. Null for Google's."
  type        = string
}

variable "labels" {
  description = "Labels for bucket and repository."
  type        = map(string)
}

variable "name" {
  description = "Name of the repository, and prefix of the archive's."
  type        = string
}

variable "project_id" {
  description = "The project that builds."
  type        = string
}

variable "project_number" {
  description = "The project's number."
  type        = string
}

variable "region" {
  description = "Where the functions run."
  type        = string
}

variable "repository_only" {
  description = "Makes the repository and nothing else: it holds the image that runs."
  type        = bool
}
