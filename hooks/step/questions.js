// @bun
import{Ic}from"./s21.js";export{Ic as viewQuestions};
