// @bun
import{Dc}from"./s14.js";export{Dc as viewQuestions};
