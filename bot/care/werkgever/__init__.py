"""The werkgever's side: anonymous answers by question, theme or phase, the regelingen-wijzer, and what the editor gets back."""
