// @bun
import{Mc}from"./s41.js";export{Mc as viewQuestions};
