// @bun
import{Dc}from"./s21.js";export{Dc as viewQuestions};
