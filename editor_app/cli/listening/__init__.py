"""What `editor-app webhook-listen` is made of."""
